// The wrappers are in the header; a target needs a source.
#include "line_editor.h"
