// A boot's parts differ by factors of a thousand. So what is too small to be seen in the whole is drawn
// again below it, larger: from the start to the first output, then what the image itself does.

import Maps

extension Timeline {
  /// Charts, each a part of the one before; the first is the whole.
  var panels: [Phase] {
    var panels = [boot]
    let parts = [
      (PhaseName.untilOutput, Optional(boot.start), firstOutput),
      (PhaseName.within, imageStart, firstOutput),
    ]
    for (name, from, to) in parts {
      guard let from, let to, let last = panels.last, let part = boot.slice(from, to),
        part.length > 0, Double(part.length) < Limits.magnified * Double(last.length)
      else { continue }
      panels.append(Phase(name, part.start, part.end, part.children))
    }
    return panels
  }

  /// What is written above a part: how much larger it is drawn than in the whole.
  func caption(_ panel: Phase) -> String {
    "\(Figures.times(Double(boot.length) / Double(max(panel.length, 1)))) times as large"
  }

  /// When the image's first instruction was executed.
  private var imageStart: Int? { boot.named(PhaseName.image)?.start }

  /// When the application spoke, or ended without.
  private var firstOutput: Int? {
    boot.named(PhaseName.speaking)?.start ?? boot.named(PhaseName.powerOff)?.start
      ?? boot.named(PhaseName.exit)?.start
  }
}
