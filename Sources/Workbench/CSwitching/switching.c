#include "switching.h"
