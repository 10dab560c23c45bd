/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of CWE's pages and of the OWASP API Security Top 10. */
#include "catalog/reference.h"

void reference_cwe(struct buf *out, const char *cwe) {
    buf_printf(out, "https://cwe.mitre.org/data/definitions/%s.html", cwe + sizeof("CWE-") - 1);
}

#define OWASP "https://owasp.org/API-Security/editions/2023/en/"
static const char *const pages[][2] = {
    {"API1:2023", (OWASP "0xa1-broken-object-level-authorization/")},
    {"API2:2023", (OWASP "0xa2-broken-authentication/")},
    {"API3:2023", (OWASP "0xa3-broken-object-property-level-authorization/")},
    {"API4:2023", (OWASP "0xa4-unrestricted-resource-consumption/")},
    {"API5:2023", (OWASP "0xa5-broken-function-level-authorization/")},
    {"API6:2023", (OWASP "0xa6-unrestricted-access-to-sensitive-business-flows/")},
    {"API7:2023", (OWASP "0xa7-server-side-request-forgery/")},
    {"API8:2023", (OWASP "0xa8-security-misconfiguration/")},
    {"API9:2023", (OWASP "0xa9-improper-inventory-management/")},
    {"API10:2023", (OWASP "0xaa-unsafe-consumption-of-apis/")},
};

const char *reference_owasp(const char *owasp) {
    for (size_t i = 0; owasp && i < sizeof(pages) / sizeof(*pages); i++) {
        if (strcmp(owasp, pages[i][0]) == 0) {
            return pages[i][1];
        }
    }
    return NULL;
}
