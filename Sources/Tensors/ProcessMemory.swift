import CKernels

/// How the process treats memory that it has freed.
package enum ProcessMemory {
  /// Asks the allocator to keep freed memory for the next computation.
  ///
  /// A large block is otherwise given back at once, and the next one is paid for page by page:
  /// up to half the time of a circuit of a million nodes. More than 2 GiB is still given back.
  package static func keepFreedBlocks() {
    ck_keep_freed_blocks(Int(Int32.max))
  }
}
