// Signing in with JavaScript off.

import { tellSignIn } from '../support/sign-in-story';

tellSignIn();
