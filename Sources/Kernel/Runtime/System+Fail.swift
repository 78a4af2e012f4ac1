// Errors that end the unikernel: of a device that cannot be connected, of the application.
//
// Each comes twice, since an error that describes itself is printed with its description; an image has
// no run-time types to find that out with. What is printed is joined, not interpolated: from an
// interpolation in a generic function the compiler (Swift 6.3.1, -Osize) makes an empty text.
//
// A closure that throws must say what, `{ () async throws(LinkFailure) in … }`: from its body the
// compiler infers `any Error`, which images do not have. That is why running the application, whose
// error only the compiler knows, is a function of the generated main, with start's type spelled out.

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

    /// Says that the application threw an error, and ends with status 1.
    public static func fail(_ error: some Error) -> Never {
      end("start threw an error; make it CustomStringConvertible to see which")
    }
  }

  // MARK: - The end

  extension System {
    @export(interface)
    static func end(_ device: String, _ line: Int, _ reason: String) -> Never {
      end(
        "device " + device + " (config.swift:" + line.description + ") cannot be connected: "
          + reason)
    }

    @export(interface)
    static func end(_ reason: String) -> Never {
      complain(reason)
      exit(status: 1)
    }
  }
#endif
