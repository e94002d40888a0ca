// What matters of a connection's statistics (W3C webrtc-stats).

/**
 * @typedef {Object} Figures counted from the connection's beginning, but for the last two
 * @property {number} received bytes and answered checks on the selected pair
 * @property {boolean} hasPair
 * @property {number} packetsSent
 * @property {number} packetsIn
 * @property {number} packetsLost on the way to here
 * @property {number} freezes
 * @property {number | null} rttSeconds
 * @property {number} lossOut a fraction of what was sent lately, as the relay reports it
 */

/** @typedef {{id: string, type: string, [name: string]: any}} Entry */

/** @param {Iterable<Entry>} entries @returns {Figures} */
export function figuresOf(entries) {
  /** @type {Map<string, Entry[]>} */
  const byType = new Map();
  for (const entry of entries) byType.set(entry.type, [...(byType.get(entry.type) ?? []), entry]);
  const of = (/** @type {string} */ type) => byType.get(type) ?? [];
  const pair = selectedPair(of("transport"), of("candidate-pair"));
  const reports = of("remote-inbound-rtp");
  return {
    received: (pair?.bytesReceived ?? 0) + (pair?.responsesReceived ?? 0),
    hasPair: pair !== undefined,
    packetsSent: sum(of("outbound-rtp"), "packetsSent"),
    packetsIn: sum(of("inbound-rtp"), "packetsReceived"),
    packetsLost: sum(of("inbound-rtp"), "packetsLost"),
    freezes: sum(of("inbound-rtp"), "freezeCount"),
    rttSeconds: pair?.currentRoundTripTime ?? reports[0]?.roundTripTime ?? null,
    lossOut: Math.max(0, ...reports.map(({ fractionLost }) => fractionLost ?? 0)),
  };
}

/**
 * What the line was like between two looks.
 * @param {Figures} before @param {Figures} after @param {number} paused pictures that rest
 * @returns {import("./quality.js").LineFigures}
 */
export function lineFigures(before, after, paused) {
  const [arrived, lost] = [after.packetsIn - before.packetsIn, Math.max(0, after.packetsLost - before.packetsLost)];
  return {
    rttSeconds: after.rttSeconds,
    lossIn: arrived + lost > 0 ? lost / (arrived + lost) : 0,
    lossOut: after.lossOut,
    freezes: Math.max(0, after.freezes - before.freezes),
    paused,
  };
}

/** Firefox has no `transport` and marks the pair itself. @param {Entry[]} transports @param {Entry[]} pairs */
function selectedPair(transports, pairs) {
  const selected = transports.map(({ selectedCandidatePairId }) => selectedCandidatePairId).find(Boolean);
  return pairs.find(({ id, selected: isSelected }) => (selected === undefined ? isSelected : id === selected));
}

/** @param {Entry[]} entries @param {string} name */
function sum(entries, name) {
  return entries.reduce((total, entry) => total + (entry[name] ?? 0), 0);
}
