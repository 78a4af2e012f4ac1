/// The text of `--logs`, checked already; empty when it was not given. The runtime stores it at boot and
/// the first log source reads it: so an image in which nobody logs carries no more than this.
nonisolated(unsafe) public var bootLogThresholds: String = ""
