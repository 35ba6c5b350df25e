#include "CJPEGFixtures.h"
