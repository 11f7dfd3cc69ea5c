import { queryOptions } from "@tanstack/react-query";
import { ask, askWhileWanted, get } from "../http";
import type {
  CheckedExpression,
  ExpressionHelp,
  ExpressionLanguage,
  Preview,
  DeclaredParameter,
} from "../types";
import type { BarsRequest } from "./market";

/** An expression on bars; a feature's name is an expression too. */
export interface PreviewRequest extends BarsRequest {
  expression: string;
}

/** The expression language. */
export const expressionsQueries = {
  checkExpression: (text: string, parameters: readonly DeclaredParameter[] = []) =>
    queryOptions({
      queryKey: ["expressions", "check", text, parameters],
      queryFn: ({ signal }) =>
        ask<CheckedExpression>("/expressions/check", { text, parameters }, signal),
      staleTime: 60_000,
    }),

  expressionHelp: (text: string, offset: number) =>
    queryOptions({
      queryKey: ["expressions", "help", text, offset],
      queryFn: ({ signal }) =>
        ask<ExpressionHelp>("/expressions/complete", { text, offset }, signal),
      staleTime: 60_000,
    }),

  language: () =>
    queryOptions({
      queryKey: ["expressions", "functions"],
      queryFn: () => get<ExpressionLanguage>("/expressions/functions"),
      staleTime: 600_000,
    }),

  preview: (request: PreviewRequest) =>
    queryOptions({
      queryKey: ["expressions", "preview", request],
      queryFn: ({ signal }) => askWhileWanted<Preview>("/expressions/preview", request, signal),
      staleTime: 60_000,
    }),
};
