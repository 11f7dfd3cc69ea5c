package dev.tradewind.cli;

/** Says how to go on, where this process is ended by Ctrl-C in the middle of its work. */
final class CutOff implements AutoCloseable {
  private final Thread hook;

  private CutOff(Thread hook) {
    this.hook = hook;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static CutOff of(Verb verb, StudyFiles.Kind kind, String id) {
    return new CutOff(
        new Thread(
            () -> {
              verb.session().err().println();
              verb.session()
                  .err()
                  .println(
                      "tradewind: "
                          + kind.noun()
                          + " "
                          + id
                          + " was cut off; 'tradewind optimize resume "
                          + id
                          + "' goes on where it was");
              verb.session().err().flush();
            },
            "cut off"));
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending and the hook is at work: that is what it is for.
      hook.isAlive();
    }
  }
}
