/// Where text stands within a wider field.
package enum Alignment: Sendable {
  case leading, trailing, center
}
