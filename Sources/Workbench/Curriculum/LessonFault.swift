import Tables

/// Something wrong with a lesson on disk; the file is relative to the directory that holds the lessons.
public typealias LessonFault = TableFault
