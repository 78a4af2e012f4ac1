import Deploy
import Foundation
import Machines
import Testing

/// The libvirt domain: its text, and what parsers make of it.
@Suite struct LibvirtTests {
  @Test func isThis() throws {
    let domain = try Sample.deployment(
      options: .init(memory: 64, arguments: ["--hello=Ada & Bob"])
    ).libvirt
    #expect(domain.hasPrefix("<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/"))
    for line in [
      "  <name>hello</name>", "  <memory unit='MiB'>64</memory>",
      "    <type arch='x86_64' machine='microvm'>hvm</type>",
      "    <kernel>/srv/images/hello</kernel>",
      "    <cmdline>&quot;--hello=Ada &amp; Bob&quot;</cmdline>",
      "    <feature policy='disable' name='arch-capabilities'/>",
      "      <address type='isa' iobase='0xe9'/>",
      "    <qemu:arg value='isa-debug-exit,iobase=0xf4,iosize=4'/>",
    ] {
      #expect(domain.contains(line + "\n"), "\(line)")
    }
    #expect(domain.contains("isa-serial=off"))
  }

  @Test func anEmulatedMachineIsQemus() throws {
    let domain = try Sample.deployment(options: .init(accelerator: .tcg)).libvirt
    #expect(domain.hasPrefix("<domain type='qemu'"))
    #expect(!domain.contains("<cpu") && !domain.contains("<cmdline"))
  }

  /// python3 -c: prints the kernel's path and the command line, each as hexadecimal.
  private static let reader = """
    import sys, xml.etree.ElementTree as tree
    domain = tree.parse(sys.argv[1]).getroot()
    for path in ("os/kernel", "os/cmdline"):
        print(domain.find(path).text.encode().hex())
    """

  @Test func everyTextComesBackFromAParser() async throws {
    try await Sample.inFolder { folder in
      let image = "/srv/<a> & 'b' \"c\" é\r\n]]>/hello"
      let file = folder.appending(path: "domain.xml")
      let deployment = try Sample.deployment(
        image: image, options: .init(arguments: Sample.hostile))
      try Sample.write(try deployment.libvirt, file)
      let answer = try await Sample.run("python3", ["-c", Self.reader, file.path])
      #expect(answer.status == 0, "\(answer.errors)")
      let lines = answer.output.split(separator: "\n")
      #expect(lines.first.map(String.init) == hexadecimal(Array(image.utf8)))
      let line = try #require(lines.last.flatMap { bytes(String($0)) })
      #expect(BootArguments.split(line) == Sample.hostile.map { Array($0.utf8) })
    }
  }

  /// libvirt's own schema, where libvirt-clients is installed.
  @Test(.enabled(if: Sample.has("virt-xml-validate"))) func libvirtsSchemaTakesIt() async throws {
    try await Sample.inFolder { folder in
      for (index, arguments) in [[], Sample.hostile].enumerated() {
        let file = folder.appending(path: "\(index).xml")
        try Sample.write(
          try Sample.deployment(options: .init(arguments: arguments)).libvirt, file)
        let answer = try await Sample.run("virt-xml-validate", [file.path])
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
      }
    }
  }

  @Test(arguments: ["\u{1}", "a\u{1b}[0m", "\u{ffff}"])
  func whatXMLCannotSayIsRefused(argument: String) throws {
    let deployment = try Sample.deployment(options: .init(arguments: [argument]))
    #expect(throws: DeployFailure.self) { try deployment.libvirt }
  }

  @Test(arguments: ["", "a/b", ".hidden", "a b", "<x>", "a\nb"])
  func aDomainsNameNamesFiles(name: String) throws {
    #expect(throws: DeployFailure.self) { try Sample.deployment(name: name).libvirt }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func bytes(_ hexadecimal: String) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = Substring(hexadecimal)
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      result.append(byte)
      rest = rest.dropFirst(2)
    }
    return result
  }
}
