/* SPDX-License-Identifier: Apache-2.0 */
/* Other names of the algorithms, by a table. */
#include "token/alg_spelling.h"

#define XML_2001 "http://www.w3.org/2001/04/xmldsig-more#"
#define XML_2007 "http://www.w3.org/2007/05/xmldsig-more#"

static const struct {
    enum alg alg;
    struct span xml, java;
} names[] = {
    {ALG_HS256, SPAN_INIT(XML_2001 "hmac-sha256"), SPAN_INIT("HmacSHA256")},
    {ALG_HS384, SPAN_INIT(XML_2001 "hmac-sha384"), SPAN_INIT("HmacSHA384")},
    {ALG_HS512, SPAN_INIT(XML_2001 "hmac-sha512"), SPAN_INIT("HmacSHA512")},
    {ALG_RS256, SPAN_INIT(XML_2001 "rsa-sha256"), SPAN_INIT("SHA256withRSA")},
    {ALG_RS384, SPAN_INIT(XML_2001 "rsa-sha384"), SPAN_INIT("SHA384withRSA")},
    {ALG_RS512, SPAN_INIT(XML_2001 "rsa-sha512"), SPAN_INIT("SHA512withRSA")},
    {ALG_ES256, SPAN_INIT(XML_2001 "ecdsa-sha256"), SPAN_INIT("SHA256withECDSA")},
    {ALG_ES384, SPAN_INIT(XML_2001 "ecdsa-sha384"), SPAN_INIT("SHA384withECDSA")},
    {ALG_ES512, SPAN_INIT(XML_2001 "ecdsa-sha512"), SPAN_INIT("SHA512withECDSA")},
    {ALG_PS256, SPAN_INIT(XML_2007 "sha256-rsa-MGF1"), SPAN_INIT("SHA256withRSAandMGF1")},
    {ALG_PS384, SPAN_INIT(XML_2007 "sha384-rsa-MGF1"), SPAN_INIT("SHA384withRSAandMGF1")},
    {ALG_PS512, SPAN_INIT(XML_2007 "sha512-rsa-MGF1"), SPAN_INIT("SHA512withRSAandMGF1")},
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

static bool has_small(struct span name) {
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] >= 'a' && name.ptr[i] <= 'z') {
            return true;
        }
    }
    return false;
}

enum alg alg_from_spelling(struct span name, enum alg_style *style) {
    enum alg_style ignored = ALG_STYLE_JOSE;
    style = style ? style : &ignored;
    *style = ALG_STYLE_JOSE;
    enum alg exact = alg_from_name(name);
    if (exact != ALG_UNKNOWN) {
        return exact;
    }
    for (int alg = ALG_UNKNOWN + 1; alg < ALG_COUNT; alg++) {
        if (span_equal_nocase(alg_info((enum alg)alg)->name, name)) {
            *style = has_small(name) ? ALG_STYLE_SMALL : ALG_STYLE_CAPITAL;
            return (enum alg)alg;
        }
    }
    for (size_t i = 0; i < NAMES; i++) {
        bool xml = span_equal_nocase(names[i].xml, name);
        if (xml || span_equal_nocase(names[i].java, name)) {
            *style = xml ? ALG_STYLE_XML : ALG_STYLE_JAVA;
            return names[i].alg;
        }
    }
    return ALG_UNKNOWN;
}

static struct span in_case(struct arena *arena, struct span name, bool small) {
    char *out = arena_take(arena, name.len + 1, 1);
    for (size_t i = 0; out && i < name.len; i++) {
        char c = name.ptr[i];
        bool change = small ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z';
        out[i] = change ? (char)(c ^ 0x20) : c;
    }
    return out ? (struct span){out, name.len} : (struct span){NULL, 0};
}

struct span alg_spell(struct arena *arena, enum alg alg, enum alg_style style) {
    struct span name = alg_info(alg)->name;
    size_t row = 0;
    while (row < NAMES && names[row].alg != alg) {
        row++;
    }
    switch (style) {
    case ALG_STYLE_JOSE:
        return name;
    case ALG_STYLE_SMALL:
    case ALG_STYLE_CAPITAL:
        return in_case(arena, name, style == ALG_STYLE_SMALL);
    case ALG_STYLE_XML:
        return row < NAMES ? names[row].xml : name;
    case ALG_STYLE_JAVA:
        return row < NAMES ? names[row].java : name;
    }
    return name;
}
