/**
 * The command line {@code tradewind}.
 *
 * <p>Start with {@link dev.tradewind.cli.Main} for a process and {@link
 * dev.tradewind.cli.Tradewind} for the tree of verbs; each verb is a class named after it. Standard
 * output carries data only, standard error carries progress and notes; every failure has an {@link
 * dev.tradewind.cli.ExitCode}. Research verbs work on files without a server and load neither
 * native code nor a database; verbs on stored data speak to the running platform ({@code
 * PlatformClient}) or, while none runs, open the store themselves. Depends on engine, store and
 * report. A command belongs to one thread.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.cli;
