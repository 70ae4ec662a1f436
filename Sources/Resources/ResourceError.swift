/// What can be wrong with the folder of lessons and datasets.
package enum ResourceError: Error, Sendable, Equatable {
  /// `GRADBOOK_HOME` names a folder that holds neither lessons nor datasets.
  case wrongHome(path: String)
  /// Neither lessons nor datasets are in any of these places.
  case noResources(searched: [String])
}
