//
// arguments.h - a command line, cut into arguments.
//
//   white space (space, tab, newline, vertical tab, form feed, return) separates arguments
//   double quotes group; they may open and close inside an argument, and "" is an empty one
//   a backslash, inside or outside quotes, takes the next byte as it is; as the last byte it stands
//   for itself, and a quote that is not closed ends with the line
//
// `mirador` writes command lines by the same rules (Machines, BootArguments). Pure; tested on the host.
//
#ifndef MIRADOR_ARGUMENTS_H
#define MIRADOR_ARGUMENTS_H

#include <stddef.h>

/// Cuts `line`, a NUL-terminated string, in place: `arguments` gets pointers into it, in order.
/// Returns how many there are; more than `limit` when that is how many there is room for and not all
/// were cut.
size_t split_arguments(char *line, const char **arguments, size_t limit);

#endif
