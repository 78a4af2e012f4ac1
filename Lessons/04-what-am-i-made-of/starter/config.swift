import Configure

// A library of its own, in a folder beside this file. Is what it gives worth what it costs?
let unikernel = Unikernel(
  "inventory", start: "Inventory", needs: [.console],
  libraries: [.local("Almanac", path: "Almanac")], targets: [.unix, .virtio])
