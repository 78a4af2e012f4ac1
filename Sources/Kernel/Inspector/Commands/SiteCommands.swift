// profile, sites: who took the memory that is in use.

#if hasFeature(Embedded)
  internal import InspectionProtocol
  internal import Introspection

  extension InspectionCommand {
    /// Starts and stops sampling.
    static var profile: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "profile", help: "sample who allocates, one in so many bytes; 0 ends it",
          explanation:
            "About one in every PERIOD bytes is a sample: the way that led to the allocation is "
            + "kept until the block is freed. 1 samples all. It takes about 150 KiB, and each "
            + "allocation a call more. What is in use already is not seen.",
          tier: .armed, shape: .record,
          arguments: [
            CommandArgument("period", .integer, isRequired: true, help: "bytes between samples")
          ],
          columns: [Column("profile", .text), Column("period", .bytes)])
      ) { call in
        guard let period = call.integer(0), period >= 0 else {
          return InspectionAnswer(
            failure: InspectionFailure(.arguments, "a period is 0 or more bytes"))
        }
        guard period > 0 else {
          HeapProfile.stop()
          return InspectionAnswer(rows: [[.text("off"), .none]])
        }
        guard HeapProfile.start(period: Int(clamping: period)) else {
          return InspectionAnswer(
            failure: InspectionFailure(.arguments, "there is no memory left for a profile"))
        }
        return InspectionAnswer(rows: [[.text("on"), .bytes(UInt64(period))]])
      }
    }

    /// The memory in use, by the way that led to it.
    static var sites: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "sites", help: "memory in use by who took it, the most first; see profile",
          explanation:
            "The samples since profile was started. live and blocks are those not freed yet, all "
            + "is what passed here; both are estimates from the samples, exact for a period of 1. "
            + "Where there was no room for a sample, a row without a site counts those.",
          columns: [
            Column("live", .bytes), Column("blocks", .integer), Column("all", .bytes),
            Column("taken by", .stack),
          ])
      ) { _ in
        guard HeapProfile.isOn else {
          return InspectionAnswer(
            failure: InspectionFailure(
              .arguments, "nobody samples; type: arm REASON, then: profile 4096"))
        }
        // A return address is behind its call, and may be another function's first: the byte before it is
        // the call's.
        var rows = HeapProfile.sites.map { site in
          [
            Cell.bytes(site.liveBytes), .integer(Int64(clamping: site.live)), .bytes(site.bytes),
            .stack(site.frames.map { UInt64($0) &- 1 }),
          ]
        }
        let dropped = HeapProfile.dropped
        if dropped > 0 { rows.append([.none, .integer(Int64(clamping: dropped)), .none, .none]) }
        return InspectionAnswer(rows: rows)
      }
    }
  }
#endif
