// What a unikernel imports: the public face of the library OS.

@_exported public import Arguments
@_exported public import Concurrency
@_exported public import Devices
@_exported public import Drivers
@_exported public import Entropy
@_exported public import InspectionProtocol
@_exported public import Inspector
@_exported public import Introspection
@_exported public import Logging
@_exported public import Metrics
@_exported public import Network
@_exported public import Runtime
@_exported public import Storage
@_exported public import Time
@_exported public import Wire
@_exported public import _Concurrency
