#include "CNucleus.h"
