// swift-tools-version: 6.2
import PackageDescription

/// Every Swift room of the house follows the same rules.
let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // Small accessors are called across rooms in the innermost loops.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// A room of the product and the rooms it may use.
func room(_ name: String, uses rooms: [String] = []) -> Target {
  .target(name: name, dependencies: rooms.map { .byName(name: $0) }, swiftSettings: rules)
}

/// The tests of a room.
func tests(
  of name: String, uses rooms: [String] = [], fixtures: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: ([name] + rooms).map { .byName(name: $0) },
    resources: fixtures, swiftSettings: rules)
}

let package = Package(
  name: "gradbook",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    room("StyledText"),
    room("Diagnostics", uses: ["StyledText"]),
    room("Plots", uses: ["StyledText"]),
    room("Language", uses: ["Diagnostics"]),
    .target(
      name: "CKernels",
      cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
    room("Tensors", uses: ["CKernels"]),
    room("Operations", uses: ["CKernels", "Tensors"]),
    room("Differentiation", uses: ["CKernels", "Operations", "Tensors"]),
    room("Networks", uses: ["Differentiation", "Operations", "Tensors"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    room("Resources"),
    room("Datasets", uses: ["Tensors", "Resources", "CZlib"]),
    room(
      "Notebook",
      uses: [
        "StyledText", "Diagnostics", "Plots", "Language", "Tensors", "Operations",
        "Differentiation", "Networks", "Resources", "Datasets",
      ]),
    .systemLibrary(
      name: "CMarkdown",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    room(
      "Lessons",
      uses: [
        "StyledText", "Diagnostics", "Language", "Tensors", "Operations", "Resources", "Notebook",
        "CMarkdown", "CYAML",
      ]),
    room(
      "Grading",
      uses: [
        "StyledText", "Diagnostics", "Plots", "Language", "Tensors", "Operations",
        "Differentiation",
        "Resources", "Datasets", "Notebook", "Lessons",
      ]),
    .systemLibrary(
      name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    room("Terminal", uses: ["StyledText", "CReadline"]),
    .executableTarget(
      name: "gradbook",
      dependencies: [
        "Diagnostics", "Grading", "Language", "Lessons", "Notebook", "StyledText", "Tensors",
        "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: rules),
    .executableTarget(
      name: "bench",
      dependencies: [
        "Diagnostics", "Differentiation", "Grading", "Language", "Lessons", "Networks", "Notebook",
        "Operations", "Tensors",
      ],
      swiftSettings: rules),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: rules),
    tests(of: "StyledText"),
    tests(of: "Diagnostics", uses: ["StyledText"]),
    tests(of: "Language", uses: ["Diagnostics"]),
    tests(of: "Tensors", uses: ["CKernels", "TestSupport"], fixtures: [.copy("Fixtures")]),
    tests(of: "Operations", uses: ["CKernels", "Tensors"]),
    tests(of: "Differentiation", uses: ["CKernels", "Operations", "Tensors", "TestSupport"]),
    tests(
      of: "Networks", uses: ["Differentiation", "Operations", "Tensors", "TestSupport"],
      fixtures: [.copy("Fixtures")]),
    tests(of: "Plots", uses: ["StyledText"]),
    tests(of: "Datasets", uses: ["Tensors", "Resources"], fixtures: [.copy("Fixtures")]),
    tests(
      of: "Lessons",
      uses: ["StyledText", "Diagnostics", "Language", "Tensors", "Notebook"],
      fixtures: [.copy("Fixtures")]),
    tests(
      of: "Grading",
      uses: [
        "StyledText", "Diagnostics", "Language", "Tensors", "Operations", "Differentiation",
        "Notebook", "Lessons",
      ],
      fixtures: [.copy("Fixtures")]),
    tests(of: "Terminal", uses: ["StyledText", "Diagnostics", "Lessons", "Notebook"]),
    tests(of: "gradbook"),
    tests(
      of: "Notebook",
      uses: [
        "StyledText", "Diagnostics", "Plots", "Language", "Tensors", "Operations",
        "Differentiation", "Networks", "TestSupport",
      ],
      fixtures: [.copy("Fixtures")]),
  ]
)

// The fuzz targets are there only when they are asked for: they need libFuzzer's own main.
if Context.environment["GRADBOOK_FUZZ"] != nil {
  let settings = rules + [.unsafeFlags(["-parse-as-library"])]
  package.targets += [
    .executableTarget(
      name: "fuzz",
      dependencies: ["Diagnostics", "Language", "Notebook", "StyledText", "Tensors"],
      swiftSettings: settings),
    .executableTarget(
      name: "fuzz-submissions", dependencies: ["Diagnostics", "Grading", "StyledText", "Tensors"],
      swiftSettings: settings),
  ]
}
