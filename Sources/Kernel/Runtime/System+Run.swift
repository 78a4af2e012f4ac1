// Connecting devices and running the application, so that an error is told and ends the unikernel.
//
// Each comes twice, since an error that describes itself is printed with its description; an image has
// no run-time types to find that out with. What is printed is joined, not interpolated: from an
// interpolation in a generic function the compiler (Swift 6.3.1, -Osize) makes an empty text.
//
// A closure that throws must say what, `{ () async throws(LinkFailure) in … }`: from its body the
// compiler infers `any Error`, which images do not have.

#if hasFeature(Embedded)
  public import _Concurrency

  // MARK: - Errors that describe themselves

  extension System {
    /// Connects a device; when that throws, says which and why, and ends with status 1.
    ///
    /// - Parameters:
    ///   - device: what config.swift calls it.
    ///   - line: where config.swift asks for it.
    public static func connect<Device, Failure: Error & CustomStringConvertible>(
      _ device: String, line: Int, _ body: () async throws(Failure) -> Device
    ) async -> Device {
      do throws(Failure) {
        return try await body()
      } catch {
        end(device, line, error.description)
      }
    }

    /// Runs the application; an error that it throws is printed, and ends the unikernel with status 1.
    public static func run<Failure: Error & CustomStringConvertible>(
      _ start: () async throws(Failure) -> Void
    ) async {
      do throws(Failure) { try await start() } catch { fail(error) }
    }

    /// Prints an error that the application threw, and ends with status 1.
    public static func fail(_ error: some Error & CustomStringConvertible) -> Never {
      end("start threw: " + error.description)
    }
  }

  // MARK: - Errors that do not

  extension System {
    /// Connects a device; when that throws, says which, and ends with status 1.
    public static func connect<Device, Failure: Error>(
      _ device: String, line: Int, _ body: () async throws(Failure) -> Device
    ) async -> Device {
      do throws(Failure) {
        return try await body()
      } catch {
        end(device, line, "its error does not say why; make it CustomStringConvertible to see")
      }
    }

    /// Runs the application; an error that it throws ends the unikernel with status 1.
    public static func run<Failure: Error>(
      _ start: () async throws(Failure) -> Void
    ) async {
      do throws(Failure) { try await start() } catch { fail(error) }
    }

    /// Says that the application threw an error, and ends with status 1.
    public static func fail(_ error: some Error) -> Never {
      end("start threw an error; make it CustomStringConvertible to see which")
    }
  }

  // MARK: - The end

  extension System {
    @inline(never)
    static func end(_ device: String, _ line: Int, _ reason: String) -> Never {
      end(
        "device " + device + " (config.swift:" + line.description + ") cannot be connected: "
          + reason)
    }

    @inline(never)
    static func end(_ reason: String) -> Never {
      complain(reason)
      exit(status: 1)
    }
  }
#endif
