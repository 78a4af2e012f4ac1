import Testing

/// ^C is the process's: suites that send or heed it run one after the other.
@Suite(.serialized) enum OneByOne {}
