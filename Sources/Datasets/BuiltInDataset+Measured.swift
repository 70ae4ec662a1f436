/// Tables of real measurements.
extension BuiltInDataset {
  package static let iris = BuiltInDataset(
    "iris", .table(file: "iris.csv", target: .named("species")),
    summary: "150 irises of three species: length and width of sepals and petals in cm.",
    source: "R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936")

  package static let digits = BuiltInDataset(
    "digits", .table(file: "digits.csv", target: .named("digit")),
    options: [
      DatasetOption(
        "scale", .flag, or: 0, "divides the pixels by 16")
    ],
    summary: "1797 handwritten digits, images of 8×8 pixels from 0 (white) to 16 (black); "
      + "scale=true makes that 0 to 1.",
    features: "pixels, row by row",
    source: "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, 1998")

  package static let wine = BuiltInDataset(
    "wine", .table(file: "wine.csv", target: .named("cultivar")),
    summary: "178 wines of three cultivars from one region of Italy: 13 measurements each, in "
      + "units of very different size.",
    source: "M. Forina and others, PARVUS, 1988; S. Aeberhard and M. Forina, Wine, 1992")

  package static let diabetes = BuiltInDataset(
    "diabetes", .table(file: "diabetes.csv", target: .named("progression")),
    summary: "442 patients: age, sex, body mass index, blood pressure, six blood serum values, "
      + "and how far the disease went within a year.",
    source: "B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, Least angle regression, 2004")
}
