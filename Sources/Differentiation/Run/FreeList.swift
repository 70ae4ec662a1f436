/// Memory handed out in runs of doubles and taken back.
struct FreeList {
  private(set) var size = 0
  private var free: [(place: Int, size: Int)] = []
  /// Bytes asked for, saturating.
  var bytes: Int { size > Int.max / 8 ? .max : size * 8 }

  /// What is wide enough for vectors begins and ends at a line of the cache.
  private func rounded(_ wanted: Int) -> Int {
    let count = max(wanted, 1)
    return count < 8 || count > Int.max - 8 ? count : (count + 7) / 8 * 8
  }

  mutating func take(_ wanted: Int) -> Int {
    let count = rounded(wanted)
    var best: Int?
    for (index, run) in free.enumerated()
    where run.size >= count && (run.size < 8) == (count < 8) {
      if best.map({ free[$0].size > run.size }) ?? true { best = index }
    }
    if let best {
      let run = free[best]
      if run.size == count {
        free.swapAt(best, free.count - 1)
        free.removeLast()
      } else {
        free[best] = (run.place + count, run.size - count)
      }
      return run.place
    }
    let place = count < 8 ? size : (size + 7) & ~7
    let (sum, overflow) = place.addingReportingOverflow(count)
    size = overflow ? .max : sum
    return place
  }

  mutating func give(_ place: Int, _ wanted: Int) {
    free.append((place, rounded(wanted)))
    // A long list is searched in vain: let small runs go first.
    if free.count > 256 {
      free.sort { $0.size > $1.size }
      free.removeLast(128)
    }
  }
}
