@preconcurrency import CReadline

extension LineEditor {
  /// Makes pasted text lose its prompts at once, so that the person sees what will be run.
  func setUpPaste() {
    for keymap in [rl_get_keymap_by_name("emacs"), rl_get_keymap_by_name("vi-insert")] {
      guard let keymap else { continue }
      rl_bind_keyseq_in_map(
        "\u{1B}[200~",
        { count, key in
          let start = rl_point
          let result = rl_bracketed_paste_begin(count, key)
          MainActor.assumeIsolated { LineEditor.active?.strip(from: Int(start)) }
          return result
        }, keymap)
    }
  }

  /// Strips what was pasted between byte `start` of the line and the cursor.
  private func strip(from start: Int) {
    guard start < Int(rl_point) else { return }
    let bytes = UnsafeRawBufferPointer(start: rl_line_buffer + start, count: Int(rl_point) - start)
    let pasted = String(decoding: bytes, as: UTF8.self)
    let stripped = stripPrompts(pasted)
    guard stripped != pasted else { return }
    rl_deactivate_mark()
    rl_begin_undo_group()
    rl_delete_text(Int32(start), rl_point)
    rl_point = Int32(start)
    rl_insert_text(stripped)
    rl_end_undo_group()
  }
}
