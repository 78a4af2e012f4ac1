Everything that is generated can be printed.

  $ mirador new mine --from hello-key --no-inspector | head -1
  made  mine, from the skeleton tutorial/hello-key
  $ mirador query
  Subjects of query:
    main              the generated main, .mirador/main.swift
    arguments         the help that the unikernel prints at boot
    configuration     what was configured, as .mirador/configured.toml
    graph             devices and their parts, for graphviz
    packages          the Package.swift by which Swift packages are found
    manifest          what the image says of itself, JSON
    spdx              the bill of materials, SPDX 2.3 JSON
    cyclonedx         the bill of materials, CycloneDX 1.5 JSON
    qemu              a shell script that boots it under QEMU
    libvirt           a libvirt domain, XML
    firecracker       a Firecracker configuration, JSON
    cloud-hypervisor  a shell script for Cloud Hypervisor
    systemd           a systemd service, for the target unix
  Next:  ./mirador query main DIRECTORY
  $ mirador query mian mine
  mirador: There is no subject "mian". Did you mean: ./mirador query main
  [2]
  $ mirador query main mine
  mirador: Which target: unix or virtio? Say -t unix, or choose it once: ./mirador configure mine -t unix
  [2]
  $ mirador query main mine -t unix | head -12
  // Made by mirador from config.swift; changed there, not here.
  //
  //   unikernel  mine
  //   start      Hello.start(console:clock:hello:)

  import Kernel

  @main
  enum GeneratedMain {
    static func main() async {
      let system = System(name: "mine", takesWords: false, arguments: [
        // config.swift:3
  $ mirador query arguments mine -t unix | head -6
  usage: mine [OPTION]...
         mine --help lists the options

  Application
    --hello=TEXT
        What to say. (default: Hello World!)
  $ mirador query graph mine -t unix
  digraph "mine" {
    node [shape=box, fontname="monospace"];
    n0 [label="Hello\n--hello", style=bold];
    n1 [label="clock\nPlatformClock"];
    n2 [label="console\nPlatformConsole"];
    n0 -> n2;
    n0 -> n1;
  }
  $ mirador query packages mine -t unix
  mirador: mine takes nothing from Swift packages.
  [2]

What is said of the image is said of one that is built now.

  $ mirador query manifest mine -t virtio | grep -e '"name"' -e '"target"' | sort
        "name" : "Arguments",
        "name" : "CNucleus",
        "name" : "Devices",
        "name" : "Introspection",
        "name" : "Logging",
        "name" : "Platform",
        "name" : "Platform-virtio",
        "name" : "Runtime",
        "name" : "Swift",
        "name" : "Time",
        "name" : "clock",
        "name" : "console",
        "name" : "delay",
        "name" : "hello",
        "name" : "help"
        "name" : "libswift_Concurrency",
        "name" : "logs",
        "name" : "mine",
        "name" : "name",
    "name" : "mine",
    "target" : "virtio",
  $ mirador query spdx mine -t virtio | grep -e spdxVersion -e '"created"'
      "created" : "1980-01-01T00:00:00Z",
    "spdxVersion" : "SPDX-2.3"
  $ mirador query cyclonedx mine -t virtio | grep -e bomFormat -e specVersion
    "bomFormat" : "CycloneDX",
    "specVersion" : "1.5",
  $ SOURCE_DATE_EPOCH=0 mirador query spdx mine -t virtio | grep '"created"'
      "created" : "1970-01-01T00:00:00Z",
  $ SOURCE_DATE_EPOCH=soon mirador query spdx mine -t virtio
  mirador: a bill of materials or manifest cannot be written: SOURCE_DATE_EPOCH is "soon", not a number of seconds; correct that value and try again
  [2]

For hosts; each format is for one target.

  $ mirador query qemu mine --accel tcg -o mine.sh -- --hello='a  "b" $c'
  written to mine.sh
  $ sh mine.sh
  a  "b" $c
  a  "b" $c
  a  "b" $c
  a  "b" $c
  $ mirador query libvirt mine -- --hello='<&>' | grep -e '<name>' -e cmdline
    <name>mine</name>
      <cmdline>&quot;--hello=&lt;&amp;&gt;&quot;</cmdline>
      <qemu:arg value='acpi=off,x-option-roms=off,pit=off,pic=off,rtc=on,isa-serial=off,auto-kernel-cmdline=off'/>
  $ mirador query firecracker mine --memory 64 | grep -e mem_size
      "mem_size_mib" : 64,
  $ mirador query cloud-hypervisor mine | grep -e memory
    --memory size=32M \
  $ mirador query systemd mine -- --hello='100%' | grep -e ^ExecStart -e ^SystemCallFilter
  ExecStart=:"{here}/mine/.mirador/unix/mine" "--hello=100%%"
  SystemCallFilter=arch_prctl mmap sigaltstack rt_sigaction prctl seccomp clock_gettime write ppoll exit_group execve
  $ mirador query systemd mine -t virtio
  mirador: a systemd service runs images of the target unix, and this one is for virtio; build it again with: mirador build -t unix
  [2]
  $ mirador query qemu mine --memory 0
  mirador: 0 is no number of mebibytes for it; give --memory 2 to 65536
  [2]
  $ mirador query qemu mine --network tap0
  mirador: --network tap0 names no interface. Write --network service=tap0
  [2]
  $ mirador query qemu mine --network service=tap0
  mirador: the image drives no network "service" (it drives none); leave it out or correct its name
  [2]

An image tells what it is.

  $ mirador describe mine/.mirador/virtio/mine | sed -E 's/[0-9a-f]{16,}$/DIGEST/'
  unikernel   mine
  target      virtio
  made by     mirador 0.1.0, Swift 6.3.1
  sources     sha256 DIGEST

  Devices
    console  any Console         PlatformConsole
    clock    any MonotonicClock  PlatformClock

  Arguments
    --hello=Hello World!  text       application
    --name=mine           text       runtime
    --logs=*:info         logLevels  runtime
    --delay=0s            duration   runtime
    --help                flag       runtime

  Libraries
    mine                  0      application  DIGEST
    Arguments             0.1.0  mirador      DIGEST
    CNucleus              0.1.0  mirador      DIGEST
    Devices               0.1.0  mirador      DIGEST
    Introspection         0.1.0  mirador      DIGEST
    Logging               0.1.0  mirador      DIGEST
    Platform              0.1.0  mirador      DIGEST
    Platform-virtio       0.1.0  mirador      DIGEST
    Runtime               0.1.0  mirador      DIGEST
    Swift                 6.3.1  toolchain    DIGEST
    Time                  0.1.0  mirador      DIGEST
    libswift_Concurrency  6.3.1  toolchain    DIGEST

  Next:  ./mirador describe IMAGE --json    (all of it)
  $ mirador build mine -t virtio --release '1.4 beta'
  mirador: --release takes 1 to 64 characters without spaces, such as 1.4.0.
  Usage: mirador build [<directory>] [--target <target>] [--output <output>] [--release <release>]
    See './mirador build --help' for more information.
  [2]
  $ mirador build mine -t virtio --release 1.4.0 >build.log
  $ mirador describe mine/.mirador/virtio/mine | grep -o 'mine .*application'
  mine                  1.4.0  application
  $ mirador describe mine/.mirador/virtio/mine --svg
  mirador: An image has no graph. Give its directory: ./mirador describe DIR --svg
  [2]
  $ mirador describe /bin/sh
  mirador: sh: this ELF file holds no manifest, so it is no image of Mirador's or was made by an old version; build it again with: mirador build
  [2]
  $ mirador describe mine/config.swift
  mirador: config.swift: this is not an ELF file; give it an image that `mirador build` made
  [2]

  $ mirador clean mine --keep-configuration | tail -1
  Next:  ./mirador build mine
  $ mirador clean mine
  nothing to remove, 0 bytes
  Next:  ./mirador configure mine
