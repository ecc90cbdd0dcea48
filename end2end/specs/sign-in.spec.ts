// Signing in, hydrated pages behind it.

import { tellSignIn } from '../support/sign-in-story';

tellSignIn();
