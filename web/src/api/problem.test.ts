import { describe, expect, it } from "vitest";
import { ApiProblem, asProblem, otherMessages, problemFrom } from "./problem";

describe("problems", () => {
  const body = {
    title: "Bad Request",
    detail: "2 fields are wrong",
    errors: [
      { field: "cash", value: "-1", message: "cash must be > 0, was -1" },
      { field: "parameters.fast", message: "fast must be in 1..1000, was 0" },
      { nonsense: true },
    ],
  };

  it("carry the server's words and its field errors", () => {
    const problem = problemFrom(400, body);
    expect(problem.message).toBe("2 fields are wrong");
    expect(problem.messagesFor("cash")).toEqual(["cash must be > 0, was -1"]);
    expect(otherMessages(problem, ["cash"])).toEqual([
      "parameters.fast: fast must be in 1..1000, was 0",
    ]);
  });

  it.each([null, "text", [], { errors: "x" }])("survive the body %j", (strange) => {
    expect(problemFrom(500, strange).message).toBe("The server answered with status 500.");
  });

  it("have words for what has none", () => {
    expect(problemFrom(401, null).message).toMatch(/Log in again/);
    expect(asProblem(new Error("x"))).toBeInstanceOf(ApiProblem);
  });
});
