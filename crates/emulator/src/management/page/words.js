// Words for what the emulator tells.

/** How somebody's part in a call changed. */
export const CHANGES = {
  Accepted: "answered",
  Rejected: "refused",
  NotAnswered: "did not answer",
  WasBusy: "was busy",
  HungUp: "hung up",
  WentOffline: "was lost",
};

/** A fault in few words. */
export function wrong(fault) {
  const late = fault.delay_ms ? `${fault.delay_ms / 1000} s late` : "";
  const spoilt = {
    truncated: "answer cut in half",
    html: "HTML for an answer",
    empty: "empty answer",
    list: "a list for an answer",
  };
  const what = fault.code ? `answers ${fault.code}`
    : fault.http ? `HTTP ${fault.http} with HTML`
    : fault.connection === "drop" ? (fault.when === "after" ? "accepted, then dropped" : "dropped before it is carried out")
    : fault.connection === "stall" ? (fault.when === "after" ? "accepted, then no answer at all" : "no answer at all")
    : fault.answer ? spoilt[fault.answer]
    : fault.without ? `without ${fault.without.join(", ")}`
    : "";
  return [what, late].filter(Boolean).join(", ");
}
