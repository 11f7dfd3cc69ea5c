/**
 * Strategies of a user's jar, each run in a process of its own that has no secrets and is limited
 * in memory, time and threads.
 *
 * <p>Start with {@link dev.tradewind.plugins.PluginFolder}, which finds the jars. The run stays in
 * this process: {@code PluginStrategy} tells the other process of every moment what became known,
 * and takes orders from it. {@code HostMain} is that other process. Depends on {@code engine} only,
 * since it is with this module the whole class path of the other process. Files and processes, no
 * network.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.plugins;
