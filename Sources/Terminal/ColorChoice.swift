/// What the person asked for with `--color`.
package enum ColorChoice: String, Sendable, CaseIterable {
  case auto
  case always
  case never
}
