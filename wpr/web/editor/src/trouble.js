/** Trouble: why nothing gets through for now, told from what the server answered. */

const BY_ERROR = { "storage-busy": "busy", "storage-full": "full" };
const BY_STATUS = { 0: "offline", 400: "signed-out", 401: "signed-out", 403: "signed-out", 429: "busy" };

/**
 * @param {{ status: number, body: { error?: string } }} answer
 * @returns {"offline" | "busy" | "full" | "closed" | "signed-out"}
 */
export function troubleOf({ status, body }) {
  return BY_ERROR[body.error] ?? BY_STATUS[status] ?? "closed";
}
