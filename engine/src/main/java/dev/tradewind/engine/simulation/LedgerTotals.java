package dev.tradewind.engine.simulation;

/**
 * Where every unit of the account went, in 1e-8 of its currency: {@code initial - bought + sold -
 * fees - conversion - borrow + dividends + inLieu = cash}. {@code bought} and {@code sold} hold the
 * slippage, which is stated beside them.
 *
 * @param initial cash at the start
 * @param bought paid for buys, before fees
 * @param sold received for sales, before fees
 * @param fees paid
 * @param conversion paid for changing money
 * @param borrow paid for what was sold short
 * @param dividends received, less those paid on short positions
 * @param inLieu received for parts of a lot that splits left, less those paid
 * @param slippage how much worse than the market's prices the fills were, within bought and sold
 * @param cash at the end
 */
public record LedgerTotals(
    long initial,
    long bought,
    long sold,
    long fees,
    long conversion,
    long borrow,
    long dividends,
    long inLieu,
    long slippage,
    long cash) {}
