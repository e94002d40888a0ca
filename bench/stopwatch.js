// From the click on #join to the first frame of a remote picture, in milliseconds. Added before the page's own scripts.
(() => {
  const remote = new Set();
  let clicked = null;
  window.__firstPictureMs = null;

  document.addEventListener("click", (event) => {
    if (clicked === null && event.target.closest("#join")) clicked = event.timeStamp;
  }, { capture: true });

  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...settings) {
      super(...settings);
      this.addEventListener("track", (event) => remote.add(event.track.id));
    }
  };

  const isRemote = (video) => video.srcObject?.getVideoTracks().some((track) => remote.has(track.id));

  function watch(video) {
    if (!(video instanceof HTMLVideoElement) || video.__watched) return;
    video.__watched = true;
    const onFrame = () => {
      if (window.__firstPictureMs !== null) return;
      if (clicked !== null && isRemote(video)) window.__firstPictureMs = performance.now() - clicked;
      else video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  }

  const { set, get } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    configurable: true,
    get,
    set(stream) {
      set.call(this, stream);
      watch(this);
    },
  });
})();
