import Diagnostics
import Notebook
import StyledText
import Language

@main struct Gradbook { static func main() {
var session = Session()
func go(_ t: String) { session.execute(SourceText(name: "", text: t), keepGoing: true) { o in
  let p = o.text.plain; if !p.isEmpty { print(p) } } }
if CommandLine.arguments.count > 1 { for a in CommandLine.arguments.dropFirst() { go(a) } } else {
  while let l = readLine() { print("grad> " + l); go(l) } }
}}
