#include <platform.h>
