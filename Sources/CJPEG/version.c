#include "CJPEG.h"

#include <stdio.h>

#include <jpeglib.h>

#define TEXT(number) #number
#define TEXT_OF(number) TEXT(number)

const char *cjpeg_library_version(void) { return TEXT_OF(LIBJPEG_TURBO_VERSION); }
