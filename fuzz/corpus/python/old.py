print "x"
exec "y"
