/** An app at addresses that only the simulated network knows. */
export const INSTAGRAM_SETTINGS = {
  appId: '1',
  appSecret: 'secret',
  callbackSecrets: ['secret'],
  apiVersion: 'v26.0',
  baseUrls: {
    authorize: 'https://www.instagram.test',
    api: 'https://api.instagram.test',
    graph: 'https://graph.instagram.test',
    rupload: 'https://rupload.instagram.test',
  },
  resumableUpload: false,
  standing: null,
};
