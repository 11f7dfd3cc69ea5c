/** Inside of the module marketdata. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.marketdata.internal;
