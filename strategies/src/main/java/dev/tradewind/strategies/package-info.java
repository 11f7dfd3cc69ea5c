/**
 * Strategies from outside the engine: rule documents in YAML and JSON, those that are shipped, and
 * a user's own folder of them.
 *
 * <p>To read or write a document start with {@link dev.tradewind.strategies.RuleDocuments}, to find
 * a strategy by its name with {@link dev.tradewind.strategies.StrategyLibrary}. Used by the command
 * line and the platform, so that a document means the same in both. Depends on the engine, a YAML
 * parser and streaming JSON. Thread-safe.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.strategies;
