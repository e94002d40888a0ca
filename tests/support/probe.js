// What the tests want to know of a page, added before its own scripts: the product has no hooks for tests.
(() => {
  const connections = [];
  let offers = 0;

  class RecordedConnection extends RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      connections.push(this);
    }
    createOffer(...options) {
      offers += 1;
      return super.createOffer(...options);
    }
    async setLocalDescription(...description) {
      const before = offers;
      await super.setLocalDescription(...description);
      // An implicit offer passes createOffer by.
      if (description.length === 0 && before === offers && this.localDescription?.type === "offer") offers += 1;
    }
  }
  window.RTCPeerConnection = RecordedConnection;

  const tiles = () => [...document.querySelectorAll(".tile[data-participant]")];

  /** Somebody's tile: the one of her camera, or of her second video. */
  const tileOf = (name, video = "camera") =>
    tiles().find((tile) => tile.dataset.video === video && tile.querySelector("figcaption")?.textContent.includes(name));

  const sheet = Object.assign(document.createElement("canvas"), { width: 16, height: 12 });
  const sheetPen = sheet.getContext("2d", { willReadFrequently: true });

  function averageColour(video) {
    sheetPen.drawImage(video, 0, 0, sheet.width, sheet.height);
    const { data } = sheetPen.getImageData(0, 0, sheet.width, sheet.height);
    const sums = [0, 0, 0];
    data.forEach((value, at) => { if (at % 4 < 3) sums[at % 4] += value; });
    return sums.map((sum) => sum / (data.length / 4));
  }

  /** Frames decoded of a track (Firefox does not count them on the element). */
  async function framesOf(track) {
    const receivers = connections.flatMap((connection) => connection.getReceivers());
    const statistics = await receivers.find((receiver) => receiver.track.id === track.id)?.getStats();
    let frames = 0;
    statistics?.forEach((entry) => { if (entry.type === "inbound-rtp") frames += entry.framesDecoded ?? 0; });
    return frames;
  }

  /** The picture under a person's name now; null while there is none. */
  async function picture(name, which) {
    const video = tileOf(name, which)?.querySelector("video");
    const track = video?.srcObject?.getVideoTracks()[0];
    if (!track || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) return null;
    const colour = averageColour(video);
    return { colour, frames: await framesOf(track), width: video.videoWidth, height: video.videoHeight };
  }

  let listening = null;
  const analysers = new WeakMap();

  function analyserOf(track) {
    listening ??= new AudioContext();
    if (!analysers.has(track)) {
      const analyser = new AnalyserNode(listening, { fftSize: 16384, smoothingTimeConstant: 0 });
      listening.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      analysers.set(track, analyser);
    }
    return analysers.get(track);
  }

  /** The strongest frequency under a person's name; null while it is silent. */
  function sound(name) {
    const track = tileOf(name)?.querySelector("video")?.srcObject?.getAudioTracks()[0];
    if (!track) return null;
    const analyser = analyserOf(track);
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const strongest = levels.reduce((best, level, bin) => (level > levels[best] ? bin : best), 1);
    if (!(levels[strongest] > -60)) return null;
    return { frequency: (strongest * listening.sampleRate) / analyser.fftSize, level: levels[strongest] };
  }

  /** Of the newest connection: its transport's record, its selected pair's id, and the frames decoded on all slots. */
  async function transport() {
    const found = { connections: connections.length, frames: 0, dtlsChanges };
    const statistics = await connections.at(-1)?.getStats();
    statistics?.forEach((entry) => {
      if (entry.type === "transport") Object.assign(found, { dtls: entry.dtlsState, pair: entry.selectedCandidatePairId,
        certificate: entry.remoteCertificateId, changes: entry.selectedCandidatePairChanges,
        ufrag: entry.iceLocalUsernameFragment, cipher: entry.srtpCipher });
      if (entry.type === "inbound-rtp" && entry.kind === "video") found.frames += entry.framesDecoded ?? 0;
      if (entry.type === "outbound-rtp" && entry.targetBitrate) found.video_target_bps = entry.targetBitrate;
    });
    return found;
  }

  // What stood under each name at any time: a face over another's name may only be there for a moment.
  const sightings = [];

  function lookOut() {
    for (const tile of tiles().filter(({ dataset }) => dataset.video === "camera")) {
      const name = tile.querySelector("figcaption")?.textContent.trim() ?? "";
      const video = tile.querySelector("video");
      if (!video?.srcObject || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) continue;
      sightings.push([name, averageColour(video).map(Math.round)]);
    }
  }

  /** From now on keep watch; `sightings()` gives [name, colour] of every look. */
  const keepWatch = () => { setInterval(lookOut, 50); };

  let dtlsChanges = 0;

  /** From now on count the changes of state of the newest connection's DTLS transport. */
  function watchHandshakes() {
    const transport = connections.at(-1)?.getSenders().find((sender) => sender.transport)?.transport;
    transport?.addEventListener("statechange", () => { dtlsChanges += 1; });
    return Boolean(transport);
  }

  const names = () => tiles().map((tile) => tile.querySelector("figcaption")?.textContent.trim() ?? "");

  /** Whose tiles are there, by participant. */
  const participants = () => tiles().map((tile) => tile.dataset.participant);

  /** The participant in whose row, or in the nearest thing around it, stands a name and a button of that kind. */
  function participantBeside(kind, name) {
    const buttons = [...document.querySelectorAll(`button[data-${kind}]`)];
    for (let around = buttons.map((button) => button.parentElement); around.some(Boolean); ) {
      const at = around.findIndex((element) => element?.textContent.includes(name));
      if (at >= 0) return buttons[at].dataset[kind];
      around = around.map((element) => element?.parentElement ?? null);
    }
    return null;
  }

  /** Who this tab is: the participant of the seat that it keeps for a reload. */
  function ownParticipant() {
    for (const key of Object.keys(sessionStorage)) {
      const found = /"participant"\s*:\s*"([^"]+)"/.exec(sessionStorage.getItem(key) ?? "");
      if (found) return found[1];
    }
    return null;
  }

  window.__connections = connections;
  window.__probe = { picture, sound, transport, names, participants, participantBeside, ownParticipant, keepWatch,
    watchHandshakes, offers: () => offers, sightings: () => sightings };
})();
