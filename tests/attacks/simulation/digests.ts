/** SHA-256 of the simulations that attacks use (`digestOf`), by volume and seed: nobody changes them unseen. */
export const DIGESTS: Readonly<Record<string, string>> = {
  "small 1": "eb6f580712d3780343b5d1bdade24a4d7b76bf5e283914328b508f2b1e551ba3",
  "small 2": "79add1ea911086259e2509ec509a303d8719d9e899d4545ddcf8b0dbef2e8c05",
  "small 3": "40a73cfae1df39f375396bdc3fc07915577e17a6026a24f1a1ebdfde3dcc3699",
  "middle 1": "3c198de509a21d768b97aaee3d9af98bcf698e568813331bc1c7c9ba076612cc",
  "middle 2": "83b179c28917f30271fe0d76e1dfaacc3198e3a39117b7091ea0170df4e553c7",
  "middle 3": "90cec6f5501793990b70d58cda8eea54555eb44042f91494cbbc54ce9ea6f7e3",
  "large 1": "574297d66a71c1f70154408da614342764f898ccff5775cb8b664ce7bd9b4677",
  "large 2": "17601ea5146855a0374a83b004bcbd898c8c71d37c4f6391ecfa6a00afcea06a",
  "large 3": "61b65821871720e921f84dc129c0b5119afa929c29e96c6cb050e169e06df23f",
};
