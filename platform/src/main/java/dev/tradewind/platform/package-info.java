/**
 * The platform: one Spring Boot application made of closed modules.
 *
 * <p>Start with {@link dev.tradewind.platform.TradewindApplication}; {@code launch} starts and
 * stops the process, {@code shared} holds what all modules use, each other package is a module
 * whose root is its API.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform;
