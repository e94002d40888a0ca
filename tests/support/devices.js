// The cameras, microphones and screens of a test's page. Without `window.__painted` they are the browser's own (capture
// files); with it each is a canvas or an oscillator, so that they can come, go and be many. Added before the page's scripts.
(() => {
  /** @type {{cameras: any[], microphones: any[], speakers: any[], screen: any} | undefined} */
  const painted = window.__painted;
  const trouble = { camera: null, microphone: null, screen: null };
  const permission = { state: null };
  const given = [];
  const asked = [];
  let isAllowed = false;

  const devices = navigator.mediaDevices;
  if (!devices) return;
  const original = {
    getUserMedia: devices.getUserMedia.bind(devices),
    getDisplayMedia: devices.getDisplayMedia?.bind(devices),
    enumerateDevices: devices.enumerateDevices.bind(devices),
    query: navigator.permissions?.query.bind(navigator.permissions),
  };

  // A pure tone is just what echo cancellation and noise suppression take away.
  const UNPROCESSED = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const unprocessed = (audio) => (audio ? { ...(audio === true ? {} : audio), ...UNPROCESSED } : audio);

  devices.getUserMedia = async (constraints = {}) => {
    asked.push(structuredClone(constraints));
    for (const [kind, source] of [["video", "camera"], ["audio", "microphone"]]) {
      if (constraints[kind] && trouble[source]) throw new DOMException("", trouble[source]);
    }
    const stream = painted
      ? paintedStream(constraints)
      : await original.getUserMedia({ ...constraints, audio: unprocessed(constraints.audio) });
    isAllowed = true;
    given.push(...stream.getTracks());
    return stream;
  };

  devices.getDisplayMedia = async (constraints) => {
    if (trouble.screen) throw new DOMException("", trouble.screen);
    const stream = painted?.screen ? new MediaStream([screenTrack()]) : await original.getDisplayMedia(constraints);
    given.push(...stream.getTracks());
    return stream;
  };

  devices.enumerateDevices = async () => (painted ? listed() : original.enumerateDevices());

  if (original.query) {
    navigator.permissions.query = (wanted) =>
      permission.state !== null && ["camera", "microphone"].includes(wanted.name)
        ? Promise.resolve(Object.assign(new EventTarget(), { name: wanted.name, state: permission.state, onchange: null }))
        : original.query(wanted);
  }

  const KINDS = { cameras: "videoinput", microphones: "audioinput", speakers: "audiooutput" };

  function listed() {
    return Object.entries(KINDS).flatMap(([group, kind]) =>
      painted[group].map(({ id, label }) => {
        const shown = isAllowed ? { deviceId: id, label } : { deviceId: "", label: "" };
        return { ...shown, kind, groupId: `group of ${id}`, toJSON() { return this; } };
      }));
  }

  function paintedStream({ video, audio }) {
    const tracks = [];
    if (video) tracks.push(cameraTrack(chosen(painted.cameras, video)));
    if (audio) tracks.push(microphoneTrack(chosen(painted.microphones, audio)));
    return new MediaStream(tracks);
  }

  const valuesOf = (constraint) => [constraint?.exact ?? constraint?.ideal ?? constraint ?? []].flat();

  /** As a browser chooses: what is exact must be, what is ideal is preferred. */
  function chosen(all, constraints) {
    if (all.length === 0) throw new DOMException("", "NotFoundError");
    let left = all;
    for (const [name, of] of [["deviceId", "id"], ["facingMode", "facing"]]) {
      const wanted = constraints[name];
      if (wanted === undefined) continue;
      const fitting = left.filter((device) => valuesOf(wanted).includes(device[of]));
      if (fitting.length > 0) left = fitting;
      else if (wanted.exact !== undefined) throw new OverconstrainedError(name);
    }
    return left[0];
  }

  const labelled = (track, device, settings) => {
    const own = track.getSettings.bind(track);
    track.getSettings = () => ({ ...own(), deviceId: device.id, groupId: `group of ${device.id}`, ...settings });
    track.getCapabilities = () => ({ deviceId: device.id, ...(device.facing ? { facingMode: [device.facing] } : {}) });
    Object.defineProperty(track, "label", { value: device.label });
    track.__device = device.id;
    return track;
  };

  function cameraTrack(camera) {
    const track = canvasTrack(camera.look.colour, 640, 480);
    return labelled(track, camera, camera.facing ? { facingMode: camera.facing } : {});
  }

  function screenTrack() {
    const screen = { id: "screen", label: "screen" };
    return labelled(canvasTrack(painted.screen.colour, 1280, 720), screen, { displaySurface: "monitor" });
  }

  function microphoneTrack(microphone) {
    return labelled(oscillator(microphone.look.tone_hz), microphone, {});
  }

  function canvasTrack([red, green, blue], width, height) {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d");
    let index = 0;
    const paint = () => {
      pen.fillStyle = `rgb(${red} ${green} ${blue})`;
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = "rgb(255 255 255 / 50%)";
      pen.fillRect((index * 8) % (width - 48), height / 2, 48, 48);
      index += 1;
    };
    paint();
    const painting = setInterval(() => (track.readyState === "live" ? paint() : clearInterval(painting)), 100);
    const [track] = canvas.captureStream(10).getVideoTracks();
    return track;
  }

  function oscillator(frequency) {
    const context = new AudioContext();
    const source = new OscillatorNode(context, { frequency });
    const quieter = new GainNode(context, { gain: 0.3 });
    const destination = context.createMediaStreamDestination();
    source.connect(quieter).connect(destination);
    source.start();
    return destination.stream.getAudioTracks()[0];
  }

  /** `stop` alone would fire no event. */
  function endTracksOf(id) {
    for (const track of given.filter((each) => each.__device === id && each.readyState === "live")) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  }

  const tell = () => devices.dispatchEvent(new Event("devicechange"));

  window.__devices = {
    trouble,
    permission,
    /** The constraints of every getUserMedia so far. */
    asked: () => asked,
    /** Whose light is on: the kinds of the live tracks that the page holds. */
    live: () => given.filter((track) => track.readyState === "live").map((track) => track.__device ?? track.kind),
    plug(group, device) {
      painted[group].push(device);
      tell();
    },
    unplug(group, id) {
      painted[group] = painted[group].filter((device) => device.id !== id);
      endTracksOf(id);
      tell();
    },
    /** As by the browser's own button. */
    endScreen: () => endTracksOf("screen"),
  };
})();
