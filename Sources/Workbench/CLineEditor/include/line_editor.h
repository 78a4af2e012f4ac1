//
// line_editor.h - libedit for Swift, which cannot call functions with a variable number of arguments.
//
// One wrapper for each use of el_set, el_get and history that the console has; nothing is decided here.
//
#ifndef MIRADOR_LINE_EDITOR_H
#define MIRADOR_LINE_EDITOR_H

#include <histedit.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

typedef char *(*line_editor_prompt)(EditLine *editor);
typedef int (*line_editor_reader)(EditLine *editor, wchar_t *character);
typedef unsigned char (*line_editor_command)(EditLine *editor, int character);

/// An editor on the standard streams.
static inline EditLine *line_editor_make(const char *program) {
  return el_init(program, stdin, stdout, stderr);
}

/// What C's own output still holds goes out before something is written past it.
static inline void line_editor_flush(void) { fflush(stdout); }

static inline void line_editor_set_prompt(EditLine *editor, line_editor_prompt prompt) {
  el_set(editor, EL_PROMPT, prompt);
}

static inline void line_editor_set_hint(EditLine *editor, line_editor_prompt prompt) {
  el_set(editor, EL_RPROMPT, prompt);
}

static inline void line_editor_set_reader(EditLine *editor, line_editor_reader reader) {
  el_set(editor, EL_GETCFN, reader);
}

static inline void line_editor_set_mode(EditLine *editor, const char *mode) {
  el_set(editor, EL_EDITOR, mode);
}

/// The terminal as a line is edited in it, 1, or as it was before, 0.
static inline void line_editor_prepare(EditLine *editor, int is_edited) {
  el_set(editor, EL_PREP_TERM, is_edited);
}

static inline void line_editor_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }

static inline void line_editor_add_command(
    EditLine *editor, const char *name, const char *help, line_editor_command command) {
  el_set(editor, EL_ADDFN, name, help, command);
}

static inline void line_editor_bind(EditLine *editor, const char *key, const char *command) {
  el_set(editor, EL_BIND, key, command, NULL);
}

static inline void line_editor_set_history(EditLine *editor, History *list) {
  el_set(editor, EL_HIST, history, list);
}

static inline void line_editor_history_begin(History *list, int size) {
  HistEvent event;
  history(list, &event, H_SETSIZE, size);
  history(list, &event, H_SETUNIQUE, 1);
}

static inline int line_editor_history_load(History *list, const char *file) {
  HistEvent event;
  return history(list, &event, H_LOAD, file);
}

static inline int line_editor_history_save(History *list, const char *file) {
  HistEvent event;
  return history(list, &event, H_SAVE, file);
}

/// Takes out every line that equals this one.
static inline void line_editor_history_forget(History *list, const char *line) {
  HistEvent event;
  int result = history(list, &event, H_FIRST);
  while (result != -1) {
    if (strcmp(event.str, line) != 0) {
      result = history(list, &event, H_NEXT);
    } else {
      if (history(list, &event, H_DEL, event.num) == -1) return;
      // Where it stands after that is libedit's affair.
      result = history(list, &event, H_FIRST);
    }
  }
}

static inline void line_editor_history_enter(History *list, const char *line) {
  HistEvent event;
  history(list, &event, H_ENTER, line);
}

#endif
