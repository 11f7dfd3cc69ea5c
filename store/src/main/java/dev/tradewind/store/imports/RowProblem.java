package dev.tradewind.store.imports;

/** Why a row cannot be used. Carries no stack trace: bad files have many of them. */
final class RowProblem extends Exception {
  private static final long serialVersionUID = 1L;

  RowProblem(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
